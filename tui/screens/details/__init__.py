"""What is shown of one record in full: labelled lines, made from stored documents; a module for kinds that belong together."""
