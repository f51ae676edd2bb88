"""What it means: policy, effective history, stage, rhythm, risk and the rows people read."""
