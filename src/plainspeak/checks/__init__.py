"""The pre-send check: rules, findings, suppression and reports."""
