"""Chromium without a window, told what to do through its pipe of DevTools."""
import base64
import json
import os
import select
import shutil
import socket
import struct
import subprocess
import threading
import time
import zlib

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
         "--disable-default-apps", "--disable-sync", "--disable-extensions", "--disable-domain-reliability",
         "--disable-client-side-phishing-detection", "--metrics-recording-only", "--password-store=basic",
         "--disable-features=OptimizationHints,MediaRouter,Translate,CertificateTransparencyComponentUpdater")


def program():
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Proxy:
    """A proxy that lets nothing through and keeps which host was asked for."""

    def __init__(self):
        self.asked = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                try:
                    line = connection.recv(4096).split(b"\r\n")[0].decode("latin-1")
                    self.asked.append(line)
                    connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                except OSError:
                    self.asked.append("nothing")

    def close(self):
        self.socket.close()


class Chromium:
    def __init__(self, folder, port):
        to_read, to_write = os.pipe(), os.pipe()  # what it reads on 3, what it writes on 4

        def hand_over():
            read, write = os.dup(to_read[0]), os.dup(to_write[1])
            os.dup2(read, 3)
            os.dup2(write, 4)
        self.process = subprocess.Popen(
            [program(), *QUIET, "--remote-debugging-pipe", f"--user-data-dir={folder}",
             f"--proxy-server=127.0.0.1:{port}", "--proxy-bypass-list=<-loopback>"],
            preexec_fn=hand_over, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder,
                                            "XDG_CACHE_HOME": folder})
        os.close(to_read[0])
        os.close(to_write[1])
        self.write, self.read = to_read[1], to_write[0]
        self.rest, self.number, self.events, self.session = b"", 0, [], None

    def message(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.rest:
            if not select.select([self.read], [], [], max(0.0, end - time.monotonic()))[0]:
                raise AssertionError("the browser does not answer")
            piece = os.read(self.read, 1 << 20)
            if not piece:
                raise AssertionError("the browser has ended")
            self.rest += piece
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        asked = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            asked["sessionId"] = self.session
        os.write(self.write, json.dumps(asked).encode() + b"\0")
        while True:
            got = self.message(60)
            if got.get("id") == self.number:
                if "error" in got:
                    raise AssertionError(f"{method}: {got['error']}")
                return got["result"]
            self.events.append(got)

    def open_tab(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def show(self, address, width, dark=False):
        """Loads a page as on a screen of so many pixels; returns the events up to its end."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.events = []
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message(60))
        return self.events

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def picture(self, path, whole):
        """Of the window, or of the whole page."""
        taken = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(taken))
        return path.read_bytes()

    def close(self):
        self.session = None
        os.write(self.write, json.dumps({"id": 0, "method": "Browser.close"}).encode() + b"\0")
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.write)
        os.close(self.read)


def different_lines(png):
    """How many lines of a picture are unlike any other; a blank one has next to none."""
    at, data = 8, b""
    width = depth = 0
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        if kind == b"IHDR":
            width, _, depth, colour = struct.unpack(">IIBB", png[at + 8:at + 18])
            width *= {2: 3, 6: 4, 0: 1, 3: 1}[colour] * depth // 8
        elif kind == b"IDAT":
            data += png[at + 8:at + 8 + size]
        at += 12 + size
    lines = zlib.decompress(data)
    return len({lines[i:i + width + 1] for i in range(0, len(lines), width + 1)})
