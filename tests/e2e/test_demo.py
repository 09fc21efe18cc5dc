"""./demo as a newcomer runs it, twice, then with --keep: the README's first command must hold.

Usage: test_demo.py BUILD_DIR
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = sys.argv.pop(1)


class Demo(unittest.TestCase):
    def run_demo(self, data, *arguments):
        environment = {**os.environ, "DEMO_BUILD": BUILD, "DEMO_DATA": data}
        done = subprocess.run([ROOT / "demo", *arguments], env=environment, cwd="/", text=True,
                              capture_output=True, timeout=240, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_twice_and_kept(self):
        with tempfile.TemporaryDirectory() as data:
            first = self.run_demo(data)
            for figure in ("3.511.812.000", "3.127.524.380", "384.287.620", "89,06", "109,61",
                           "TIDAK ADA KASUS", "versi 1 (baru)"):
                self.assertIn(figure, first)
            files = re.findall(r"\S+LAKIP-2017-6474-v1\.(?:pdf|html|docx|xlsx)", first)
            self.assertEqual(len(files), 4)
            for path in files:
                self.assertGreater(Path(path).stat().st_size, 20_000)

            second = self.run_demo(data)
            self.assertIn("tidak ada yang digandakan", second)
            self.assertIn("isi tidak berubah", second)

            kept = self.run_demo(data, "--keep")
            server = int(re.search(r"process (\d+)", kept).group(1))
            command = re.search(r"^ +(\S+sakipctl capaian .*--explain)$", kept, re.M).group(1)
            exports = re.search(r"^ +(export .*)$", kept, re.M).group(1)
            try:
                shown = subprocess.run(["bash", "-c", f"{exports}; {command}"], cwd=ROOT, text=True,
                                       capture_output=True, timeout=60, check=False)
                self.assertEqual(shown.returncode, 0, shown.stderr)
                self.assertIn("Perhitungan", shown.stdout)
            finally:
                os.kill(server, signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
