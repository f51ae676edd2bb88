"""Advice (对策, section 12): what to do, because of what, and which events have done it; data of the policy."""
