"""What travels between a client and the service, with no input or output of its own.

Client and sandbox are both driven by these rows and codecs, so an operation is written once.
"""
