"""Inventory configurations of OSS through oss2: one order as JSON on standard input, its answer as JSON on standard output.

Configurations are in the neutral words of this project, as far as the order needs them.
"""

import json
import os
import sys

import oss2
from oss2.models import (
    InventoryBucketDestination,
    InventoryConfiguration,
    InventoryDestination,
    InventoryFilter,
    InventorySchedule,
    InventoryServerSideEncryptionKMS,
)


def open_bucket(name):
    auth = oss2.AuthV4(os.environ["OSS_ACCESS_KEY_ID"], os.environ["OSS_ACCESS_KEY_SECRET"])
    return oss2.Bucket(
        auth,
        os.environ["OSS_ENDPOINT"],
        name,
        region=os.environ["OSS_REGION"],
        is_path_style=True,
    )


def put(bucket, configurations):
    for wanted in configurations:
        encryption = wanted.get("keyId") and InventoryServerSideEncryptionKMS(wanted["keyId"])
        bucket.put_bucket_inventory_configuration(
            InventoryConfiguration(
                inventory_id=wanted["id"],
                is_enabled=wanted["enabled"],
                included_object_versions="All",
                inventory_filter=InventoryFilter(
                    prefix=wanted["prefix"],
                    lower_size_bound=wanted["min"],
                    upper_size_bound=wanted["max"],
                    storage_class="Standard,IA",
                ),
                inventory_destination=InventoryDestination(
                    bucket_destination=InventoryBucketDestination(
                        account_id=wanted["accountId"],
                        role_arn=wanted["roleArn"],
                        bucket=wanted["bucket"],
                        inventory_format="CSV",
                        prefix="inventories",
                        sse_kms_encryption=encryption,
                    )
                ),
                inventory_schedule=InventorySchedule(frequency="Weekly"),
                optional_fields=wanted["fields"],
            )
        )


def get(bucket, id):
    found = bucket.get_bucket_inventory_configuration(inventory_id=id)
    place = found.inventory_destination.bucket_destination
    filters = found.inventory_filter
    return {
        "id": found.inventory_id,
        "enabled": found.is_enabled,
        "versions": found.included_object_versions,
        "frequency": found.inventory_schedule.frequency,
        "fields": found.optional_fields,
        "prefix": filters.prefix,
        "min": filters.lower_size_bound,
        "max": filters.upper_size_bound,
        "begin": filters.last_modify_begin_time_stamp,
        "end": filters.last_modify_end_time_stamp,
        "storageClass": filters.storage_class,
        "accountId": place.account_id,
        "roleArn": place.role_arn,
        "bucket": place.bucket,
        "format": place.inventory_format,
        "destinationPrefix": place.prefix,
    }


def list_pages(bucket):
    pages, token = [], ""
    while True:
        answer = bucket.list_bucket_inventory_configurations(token)
        pages.append([entry.inventory_id for entry in answer.inventory_configurations])
        if not answer.is_truncated:
            return pages
        token = answer.next_continuation_token


def delete(bucket, id):
    bucket.delete_bucket_inventory_configuration(inventory_id=id)


order = json.load(sys.stdin)
operation = {"put": put, "get": get, "list": list_pages, "delete": delete}[order.pop("operation")]
try:
    answer = {"answer": operation(open_bucket(order.pop("bucket")), **order)}
except oss2.exceptions.ServerError as error:
    answer = {"error": error.code}
json.dump(answer, sys.stdout)
