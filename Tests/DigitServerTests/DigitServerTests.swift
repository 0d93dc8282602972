import DigitServer
import HummingbirdTesting
import Testing

@Suite struct DigitServerTests {}
