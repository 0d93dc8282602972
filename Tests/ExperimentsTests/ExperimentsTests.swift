import Experiments
import Testing

@Suite struct ExperimentsTests {}
