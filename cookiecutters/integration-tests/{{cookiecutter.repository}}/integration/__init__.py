"""What the tests stand on: the settings of a run, whose data is whose, waiting, local starts."""
