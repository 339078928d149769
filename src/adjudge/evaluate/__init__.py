"""How good the verdicts are: scores with intervals, the reliability of the confidence, and baselines that cost nothing."""
