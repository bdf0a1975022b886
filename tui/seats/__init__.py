"""Who works at the desk: seats over SSH, who has which record open, and unsaved drafts. Files of the data
folder.
"""
