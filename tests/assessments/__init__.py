"""Tests of the assessment core, through its one door."""
