"""Requests signed by botocore, as a judge of ours: writes signatures.json beside this file.

pip install --target botocore-lib botocore && PYTHONPATH=botocore-lib python3 sign.py
"""
import datetime
import json
import pathlib
from unittest import mock

import botocore
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 27, 1, 2, 3, tzinfo=datetime.timezone.utc)
HOST = "https://bedrock-runtime.eu-west-1.amazonaws.com"
# As botocore writes a model's id into a path: every sign but the unreserved ones in percent form.
PATHS = {
    "a plain id": "/model/mistral.large/converse",
    "an id with a colon": "/model/us.maker.model-v1%3A0/converse-stream",
    "the ARN of a profile": "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.maker.model-v1%3A0/converse",
    "a colon as it is": "/model/maker.model-v1:0/converse",
    "signs of their own": "/model/a%20b%2Bc%21d%27e%28f%29g%2Ah~i/converse",
    "a query": "/model/m/converse?b=2&a=1%2F3&c=",
}
BODIES = {"a body": '{"messages":[{"role":"user","content":[{"text":"Grüße, 北京"}]}]}', "no body": ""}
TOKENS = {"": None, " and a session": "FwoGZXIvYXdz//token+with/signs=="}


def sign(path, body, token):
    request = AWSRequest(method="POST", url=HOST + path, data=body.encode(), headers={"content-type": "application/json"})
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW, create=True):
        credentials = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token)
        SigV4Auth(credentials, "bedrock", "eu-west-1").add_auth(request)
    return dict(request.headers.items())


cases = []
for what, path in PATHS.items():
    for of, body in BODIES.items():
        for more, token in TOKENS.items():
            headers = sign(path, body, token)
            assert headers["X-Amz-Date"] == "20261127T010203Z", headers
            name = f"{what}, {of}{more}"
            cases.append({"name": name, "url": HOST + path, "body": body, "token": token, "authorization": headers["Authorization"]})

target = pathlib.Path(__file__).with_name("signatures.json")
target.write_text(json.dumps({"by": f"botocore {botocore.__version__}", "cases": cases}, indent=2, ensure_ascii=False) + "\n")
