"""The service desk of a residents' committee (社区居委会) in a terminal."""

__version__ = "0.1.0"
