"""Inventory configurations of S3 through boto3: one order as JSON on standard input, its answer as JSON on standard output.

Endpoint, region and keys come from where boto3 looks: AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, ...
"""

import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client(
    "s3", region_name=os.environ["AWS_REGION"], config=Config(s3={"addressing_style": "path"})
)


def put(bucket, configurations):
    for configuration in configurations:
        client.put_bucket_inventory_configuration(
            Bucket=bucket, Id=configuration["Id"], InventoryConfiguration=configuration
        )


def get(bucket, id):
    answer = client.get_bucket_inventory_configuration(Bucket=bucket, Id=id)
    return answer["InventoryConfiguration"]


def list_pages(bucket):
    pages, more = [], {}
    while True:
        answer = client.list_bucket_inventory_configurations(Bucket=bucket, **more)
        pages.append([entry["Id"] for entry in answer.get("InventoryConfigurationList", [])])
        if not answer["IsTruncated"]:
            return pages
        more = {"ContinuationToken": answer["NextContinuationToken"]}


def delete(bucket, id):
    client.delete_bucket_inventory_configuration(Bucket=bucket, Id=id)


order = json.load(sys.stdin)
operation = {"put": put, "get": get, "list": list_pages, "delete": delete}[order.pop("operation")]
try:
    answer = {"answer": operation(**order)}
except ClientError as error:
    answer = {"error": error.response["Error"]["Code"]}
json.dump(answer, sys.stdout)
