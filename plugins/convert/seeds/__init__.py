"""What lies in the seeds folder: seeds, their sidecars, and when they were first committed."""
