"""The built site, checked: what readers, browsers, feed readers and validators stumble at."""

from plugins.check.site import Finding, Findings, check_site

__all__ = ["Finding", "Findings", "check_site"]
