"""The studio by HTTPS, as a phone has to open it before it lends its camera."""

from __future__ import annotations

import http.client
import pathlib
import socket
import ssl
import unittest
import warnings

from server import Server
from studio import StudioTest


class EncryptionTest(StudioTest):
    encrypted = True

    def test_draws_and_films(self) -> None:
        self.assertTrue(self.server.address.startswith("https://"))
        self.draw("7")
        self.expect_read("7")
        self.tab.camera(True, self.server.address)
        self.show("webcam")
        self.tab.click("#webcam-start")
        self.state("webcam", "running")
        self.tab.wait("+$('#view-webcam').dataset.frames > 10", 10, "frames were read")


class CertificateTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server(encrypted=True)
        cls.addClassCleanup(cls.server.stop)

    def trust(self) -> ssl.SSLContext:
        """A client that trusts the server's certificate alone, and checks the names in it."""
        return ssl.create_default_context(
            cafile=pathlib.Path(self.server.folder, "tls/certificate.pem")
        )

    def connect(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=10)
        return context.wrap_socket(connection, server_hostname="127.0.0.1")

    def test_its_certificate_names_this_machine(self) -> None:
        client = http.client.HTTPSConnection(
            "127.0.0.1", self.server.port, timeout=10, context=self.trust()
        )
        self.addCleanup(client.close)
        client.request("GET", "/healthz")
        answer = client.getresponse()
        self.assertEqual((answer.status, answer.read()), (200, b"ok\n"))

    def test_nobody_else_vouches_for_it(self) -> None:
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.connect(ssl.create_default_context())

    def test_old_versions_are_refused(self) -> None:
        context = self.trust()
        # Without this Python itself would not ask for what is to be refused, of which it warns.
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.maximum_version = context.minimum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises(ssl.SSLError):
            self.connect(context)
        with self.connect(self.trust()) as connection:
            self.assertIn(connection.version(), ("TLSv1.2", "TLSv1.3"))

    def test_without_encryption_nothing_is_said(self) -> None:
        client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(client.close)
        client.request("GET", "/healthz")
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            client.getresponse()


if __name__ == "__main__":
    unittest.main()
