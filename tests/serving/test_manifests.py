"""What compose.yaml, the manifest, the proxies and the image have to agree on."""

import re
import tomllib

import pytest
import yaml

from benchmarks.app_server import ROOT

DEPLOY = ROOT / "deploy"
LABELS = {"app.kubernetes.io/name": "paretoscope"}
HEALTH = "/_stcore/health"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def manifest():
    """Its parts, by kind."""
    parts = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
    found = {part["kind"]: part for part in parts}
    assert len(found) == len(parts)
    return found


@pytest.fixture(scope="module")
def pod(manifest):
    return manifest["Deployment"]["spec"]["template"]["spec"]


def said_in(file, pattern):
    """The one thing that a file says where a pattern fits."""
    (found,) = set(re.findall(pattern, (ROOT / file).read_text(), re.M))
    return found


PORT = int(said_in("Dockerfile", r"^EXPOSE (\d+)$"))


def test_compose_leads_from_its_port_through_the_proxy_to_the_app(compose):
    app, proxy = compose["services"]["app"], compose["services"]["proxy"]
    name, port = said_in("deploy/haproxy.cfg", r"presetenv REPLICAS (\w+):(\d+)$")
    assert (name, int(port)) == ("app", PORT)
    assert app["expose"] == [str(PORT)]
    inside = said_in("deploy/haproxy.cfg", r"presetenv BIND :(\d+)$")
    assert [published.rpartition(":")[2] for published in proxy["ports"]] == [inside]
    assert set(app["networks"]) <= set(proxy["networks"])


def test_compose_mounts_a_file_that_is_there_and_room_for_replicas_is_in_it(compose):
    (mounted,) = compose["services"]["proxy"]["volumes"]
    assert (ROOT / mounted.partition(":")[0]).samefile(DEPLOY / "haproxy.cfg")
    places = said_in("deploy/haproxy.cfg", r"server-template replica (\d+) ")
    assert int(places) >= 16


def test_in_compose_only_the_proxy_reaches_out_and_nobody_writes(compose):
    assert compose["networks"]["inside"] == {"internal": True}
    assert compose["services"]["app"]["networks"] == ["inside"]
    assert "ports" not in compose["services"]["app"]
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert compose["services"]["app"]["tmpfs"] == ["/tmp"]


def test_proxies_and_probes_ask_for_health_where_the_app_answers(pod):
    assert said_in("deploy/haproxy.cfg", r"option httpchk GET (\S+)$") == HEALTH
    (app,) = pod["containers"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert app[probe]["httpGet"] == {"path": HEALTH, "port": "http"}
    assert app["ports"] == [{"name": "http", "containerPort": PORT}]


def test_a_pod_runs_as_the_user_of_the_image_and_writes_only_where_it_may(pod):
    user = said_in("Dockerfile", r"^USER (\d+):\d+$")
    assert pod["securityContext"]["runAsUser"] == int(user)
    assert pod["securityContext"]["runAsNonRoot"] is True
    (app,) = pod["containers"]
    assert app["securityContext"]["readOnlyRootFilesystem"] is True
    assert app["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    (mount,), (volume,) = app["volumeMounts"], pod["volumes"]
    assert (mount["name"], mount["mountPath"]) == (volume["name"], "/tmp")
    assert "emptyDir" in volume


def test_a_pod_has_time_to_be_forgotten_and_then_to_end(pod):
    (app,) = pod["containers"]
    waits = app["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] >= waits + 5


def test_the_parts_of_the_manifest_find_one_another(manifest, pod):
    assert manifest["Deployment"]["spec"]["template"]["metadata"]["labels"] == LABELS
    assert manifest["Deployment"]["spec"]["selector"]["matchLabels"] == LABELS
    service = manifest["Service"]
    assert service["spec"]["selector"] == LABELS
    (port,) = service["spec"]["ports"]
    assert port["targetPort"] == pod["containers"][0]["ports"][0]["name"]
    (rule,) = manifest["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    backend = path["backend"]["service"]
    assert backend == {
        "name": service["metadata"]["name"],
        "port": {"name": port["name"]},
    }
    target = manifest["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert target["name"] == manifest["Deployment"]["metadata"]["name"]
    for kind in ("PodDisruptionBudget", "NetworkPolicy"):
        spec = manifest[kind]["spec"]
        selector = spec.get("selector") or spec["podSelector"]
        assert selector["matchLabels"] == LABELS


def test_how_many_pods_there_are_is_the_autoscalers_alone(manifest):
    assert "replicas" not in manifest["Deployment"]["spec"]
    scaled = manifest["HorizontalPodAutoscaler"]["spec"]
    assert 2 <= scaled["minReplicas"] < scaled["maxReplicas"]


def test_every_proxy_is_told_of_the_same_cookie(manifest):
    traefik = manifest["Service"]["metadata"]["annotations"]
    others = manifest["Ingress"]["metadata"]["annotations"]
    names = {
        traefik["traefik.ingress.kubernetes.io/service.sticky.cookie.name"],
        others["haproxy.org/cookie-persistence"],
        others["nginx.ingress.kubernetes.io/session-cookie-name"],
        said_in("deploy/haproxy.cfg", r"^    cookie (\w+) insert"),
        said_in("deploy/nginx.conf", r'"(\w+)=\$request_id'),
    }
    assert names == {"replica"}


def test_the_manifest_has_the_image_of_this_version(pod):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    tag = pod["containers"][0]["image"].rpartition(":")[2]
    assert tag == project["version"]
