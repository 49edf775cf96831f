"""Writes the files that `measure.mjs` reads into a folder: rows in the shape of an S3 inventory, as ORC and as CSV.

    pip install pyarrow numpy
    python make-inventory.py FOLDER [ROWS]
"""

import gzip
import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.orc as orc

folder = pathlib.Path(sys.argv[1])
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
rng = np.random.default_rng(7)
letters = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.", np.uint8)


def texts(count, length, alphabet):
    every = alphabet[rng.integers(0, len(alphabet), (count, length))].tobytes().decode()
    return [every[i * length : (i + 1) * length] for i in range(count)]


def words(values, shares):
    return pa.array(np.array(values, dtype=object)[rng.choice(len(values), rows, p=shares)])


def key(index, r):
    match index % 5:
        case 0:
            return f"lake/events/dt=2024-{1 + r % 12:02d}-{1 + r % 28:02d}/hour={r % 24:02d}/part-{r % 1000:05d}-{r:016x}.c000.snappy.parquet"
        case 1:
            return f"AWSLogs/123456789012/CloudTrail/eu-west-1/2025/{1 + r % 12:02d}/{1 + r % 28:02d}/123456789012_CloudTrail_eu-west-1_2025{1 + r % 12:02d}{1 + r % 28:02d}T{r % 24:02d}{r % 60:02d}Z_{r:016X}.json.gz"
        case 2:
            return f"images/user {r % 9999} (copy+{r % 7})/IMG_{r % 100000:05d}_{(r * 31) % 2**61:x}.jpg"
        case 3:
            return f"wal/{r % 64:08X}/0000000{r % 9}0000{r % 65536:04X}/{(r * 31) % 2**64:016x}"
        case _:
            return f"uploads/日本/{r % 1000}/ファイル-{r:x}{(r * 7919) % 2**61:x}.bin"


hexadecimal = np.frombuffer(b"0123456789abcdef", np.uint8)
none = pa.array([None] * rows, pa.string())
versions = texts(rows, 32, letters)
modified = rng.integers(1577836800000, 1763596800000, rows)
retained = rng.integers(1763596800, 1863596800, rows) * 1000
table = pa.table(
    {
        "bucket": pa.array(["photos-bucket"] * rows),
        "key": pa.array(sorted(key(i, r) for i, r in enumerate(rng.integers(0, 2**53, rows).tolist()))),
        "version_id": pa.array([None if rng_null else v for v, rng_null in zip(versions, rng.random(rows) < 0.1)]),
        "is_latest": pa.array(rng.random(rows) < 0.9),
        "is_delete_marker": pa.array(rng.random(rows) < 0.02),
        "size": pa.array(np.floor(np.exp(rng.normal(10, 3, rows))).astype(np.int64), mask=rng.random(rows) < 0.02),
        "last_modified_date": pa.array(modified, pa.timestamp("ms")).cast(pa.timestamp("ns")),
        "e_tag": pa.array(texts(rows, 32, hexadecimal)),
        "storage_class": words(["STANDARD", "STANDARD_IA", "GLACIER", "INTELLIGENT_TIERING", None], [0.6, 0.2, 0.1, 0.08, 0.02]),
        "is_multipart_uploaded": pa.array(rng.random(rows) < 0.1, mask=rng.random(rows) < 0.02),
        "replication_status": words(["COMPLETED", "REPLICA", "FAILED", None], [0.2, 0.1, 0.01, 0.69]),
        "encryption_status": words(["SSE-S3", "SSE-KMS"], [0.8, 0.2]),
        "object_lock_retain_until_date": pa.array(retained, mask=rng.random(rows) > 0.05).cast(pa.timestamp("ms")).cast(pa.timestamp("ns")),
        "object_lock_mode": words(["GOVERNANCE", None], [0.05, 0.95]),
        "object_lock_legal_hold_status": words(["Off", "On", None], [0.04, 0.01, 0.95]),
        "intelligent_tiering_access_tier": words(["FREQUENT", "INFREQUENT", None], [0.06, 0.02, 0.92]),
        "bucket_key_status": words(["DISABLED", "ENABLED"], [0.8, 0.2]),
        "checksum_algorithm": words(["CRC64NVME", "SHA256", None], [0.5, 0.1, 0.4]),
        "object_access_control_list": none,
        "object_owner": pa.array(texts(8, 64, hexadecimal)).take(pa.array(rng.integers(0, 8, rows))),
    }
)
options = {
    "compression": "zlib",
    "compression_block_size": 256 << 10,
    "dictionary_key_size_threshold": 0.8,
    "row_index_stride": 10_000,
    "stripe_size": 64 << 20,
}
orc.write_table(table, str(folder / "inventory.orc"), **options)
with orc.ORCWriter(str(folder / "ten-times.orc"), **options) as writer:
    for _ in range(10):
        writer.write(table)
with gzip.open(folder / "inventory.csv.gz", "wb", 6) as file:
    csv.write_csv(table, file, csv.WriteOptions(include_header=False, quoting_style="all_valid"))
