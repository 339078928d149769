"""Cases with an expected verdict: loaded, replayed, compared with what was accepted, and every difference explained."""
