"""Who starts processes ends them, however it ends itself; what a killed start left is known and ended by the next."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from types import SimpleNamespace

import pytest

from salesapp import serve
from salesapp.config import PROJECT
from salesapp.serve import cli, family, web

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAD = f"{2**22 + 1}.1"  # beyond the largest number that a process gets


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def lives(pid: int) -> bool:
    return bool(family._began(pid))


@pytest.fixture
def left(tmp_path):
    """Start a process that sleeps with the mark of an owner; none outlives the test."""
    started = []

    def begin(owner: str, folder=tmp_path) -> subprocess.Popen:
        started.append(subprocess.Popen(SLEEP, env=os.environ | {family.MARK: f"{owner}:{folder}"}))
        wait_for(lambda: family._environ(started[-1].pid).get(family.MARK))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def test_children_end_with_a_supervisor_that_is_killed(tmp_path):
    told = tmp_path / "pid"
    child = (
        f"import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )
    parent = f"from salesapp import serve\nserve.Supervisor([serve.Child('c', [{sys.executable!r}, '-c', {child!r}])]).run()"
    supervisor = subprocess.Popen([sys.executable, "-c", parent])
    wait_for(lambda: told.exists() and told.read_text(), 30)
    supervisor.kill()
    supervisor.wait()
    wait_for(lambda: not lives(int(told.read_text())), 2)


def test_a_web_process_ends_with_its_keeper_even_while_it_loads():
    loading = "import sys, time, types; from salesapp.serve import web\n"
    loading += "web.post_fork(None, types.SimpleNamespace(ppid=int(sys.argv[1])))\nprint('bound', flush=True)\ntime.sleep(60)"
    keeper = (
        "import os, subprocess, sys, time\n"
        f"worker = subprocess.Popen([sys.executable, '-c', {loading!r}, str(os.getpid())])\n"
        "print(worker.pid, flush=True)\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", keeper], stdout=subprocess.PIPE, text=True)
    said = {process.stdout.readline().strip(), process.stdout.readline().strip()}
    [worker] = (int(line) for line in said - {"bound"})
    assert lives(worker)
    process.kill()
    process.wait()
    process.stdout.close()
    wait_for(lambda: not lives(worker), 2)


def test_a_process_whose_parent_is_gone_already_ends_at_once():
    process = os.fork()
    if process == 0:
        web.post_fork(None, SimpleNamespace(ppid=1))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 1


def test_what_a_killed_start_left_is_named_and_ended(left, tmp_path, capsys):
    process = left(DEAD)
    [found] = family.leftovers(tmp_path)
    assert found.pid == process.pid and "time.sleep" in found.what
    cli.end_leftovers(tmp_path)
    assert process.wait(60) == -signal.SIGKILL
    assert f"{process.pid}" in capsys.readouterr().err
    assert family.leftovers(tmp_path) == []


def test_what_belongs_to_others_is_left_alone(left, tmp_path):
    alive = f"{os.getpid()}.{family._began(os.getpid())}"
    left(DEAD, tmp_path / "other")
    left(alive)
    assert family.leftovers(tmp_path) == []
    assert family.running(tmp_path) == os.getpid()
    assert family.running(tmp_path / "other") is None


def test_a_number_that_was_given_to_another_process_is_not_the_owner(left, tmp_path):
    left(f"{os.getpid()}.1")
    assert family.running(tmp_path) is None
    assert len(family.leftovers(tmp_path)) == 1


def test_a_port_that_this_very_installation_holds_is_said_so(left, tmp_path):
    assert "--port" in cli.taken(8000, tmp_path)
    left(family.mark(tmp_path)[family.MARK].partition(":")[0])
    assert str(os.getpid()) in cli.taken(8000, tmp_path)


def test_a_killed_child_starts_again_at_once_however_often_and_nothing_of_it_stays(caplog):
    stubborn = f"import subprocess, time; subprocess.Popen({SLEEP!r}); time.sleep(60)"
    child = serve.Child("web", [sys.executable, "-c", stubborn])
    supervisor = serve.Supervisor([child])
    try:
        for _time in range(3):
            child.start_at = 0
            supervisor.look()
            process = child.process
            wait_for(lambda pid=process.pid: members(pid) == 2)
            process.kill()
            process.wait()
            assert members(process.pid) == 1
            with caplog.at_level(logging.ERROR):
                supervisor.look()
            assert child.start_at < time.monotonic() + 1
            wait_for(lambda pid=process.pid: members(pid) == 0)
    finally:
        supervisor.end()
    assert caplog.text.count("web ended with code -9") == 3


def members(group: int) -> int:
    """Count the living processes of a group."""
    count = 0
    for entry in family.PROCESSES.glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        count += fields[2] == str(group) and fields[0] not in "ZX"
    return count


def in_python(program: str) -> tuple[int, str]:
    """Run a program over the family; return how it ended and what it said."""
    head = "import os, sys, time\nfrom pathlib import Path\nimport click\nfrom salesapp.serve import copies, family\n"
    done = subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(program)], capture_output=True, text=True, timeout=180
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("task", "code", "said"),
    [
        ("print('done')", 0, "done"),
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit('no such setting')", 1, "no such setting"),
        ("raise click.ClickException('the port is taken')", 1, "Error: the port is taken"),
        ("raise ValueError('broken')", 1, "ValueError: broken"),
        ("os.kill(os.getpid(), 9)", -9, ""),
    ],
)
def test_a_copy_does_its_task_and_tells_how_it_ended(task, code, said):
    ended, told = in_python(f"""
        def task():
            {task}
        copy = copies.Copy("salesapp-test", task)
        print("ended", copy.wait(60), copy.poll())
        copy.terminate()  # who is gone already is not asked
    """)
    assert ended == 0, told
    assert f"ended {code} {code}" in told and said in told


def test_a_copy_has_a_name_a_session_and_its_makers_mark_and_ends_when_asked(tmp_path):
    ended, told = in_python(f"""
        family.carry_mark(Path({str(tmp_path)!r}))
        copy = copies.Copy("salesapp-test", lambda: time.sleep(60))
        while os.getsid(copy.pid) != copy.pid or family._command(copy.pid) != "salesapp-test":
            time.sleep(0.02)
        print(family._environ(copy.pid)[family.MARK] == family.mark(Path({str(tmp_path)!r}))[family.MARK])
        try:
            copy.wait(0.1)
        except Exception as late:
            print(type(late).__name__)
        copy.terminate()
        print(copy.wait(60))
    """)
    assert ended == 0, told
    assert told.split() == ["True", "TimeoutExpired", "-15"]


def test_a_copy_ends_with_its_maker_however_that_ends(tmp_path):
    told = tmp_path / "pid"
    ended, said = in_python(f"""
        def task():
            Path({str(told)!r}).write_text(str(os.getpid()))
            time.sleep(60)
        copies.Copy("salesapp-test", task)
        while not Path({str(told)!r}).exists():
            time.sleep(0.02)
        os.kill(os.getpid(), 9)
    """)
    assert ended == -9, said
    wait_for(lambda: not lives(int(told.read_text())), 2)


@pytest.mark.parametrize("kept", [True, False])
def test_a_keeper_outlives_its_serve_as_long_as_a_shell_is_there_that_starts_another(tmp_path, kept):
    told, shell = tmp_path / "pid", subprocess.Popen(SLEEP)
    try:
        ended, said = in_python(f"""
            from salesapp import serve
            os.environ[family.SHELL] = {str(shell.pid) if kept else ""!r}
            needed = family.needed(os.getpid())
            def keep():
                os.closerange(1, 3)  # nobody waits for what it says
                Path({str(told)!r}).write_text(str(os.getpid()))
                serve.Supervisor([], needed=needed).run()
            copies.Copy("salesapp-test", keep, outlives=family.shell() is not None)
            while not (Path({str(told)!r}).exists() and Path({str(told)!r}).read_text()):
                time.sleep(0.02)
            os.kill(os.getpid(), 9)
        """)
        assert ended == -9, said
        keeper = int(told.read_text())
        if kept:
            time.sleep(0.6)  # it has looked more than once
            assert lives(keeper)
    finally:
        shell.kill()
        shell.wait()
    wait_for(lambda: not lives(keeper))


def test_the_shell_gives_serve_the_mark_that_it_would_give_itself(tmp_path):
    asked = "from pathlib import Path; import os, sys; from salesapp.serve import family; "
    asked += "print(os.environ[family.MARK] == family.mark(Path(sys.argv[1]).resolve())[family.MARK], family.shell())"
    done = subprocess.run(
        ["bash", "-c", '. bin/environment.sh; keep_up "$@"; echo $$', "serve", sys.executable, "-c", asked, str(tmp_path)],
        env=os.environ | {"SALESAPP_DATA_DIR": str(tmp_path)}, cwd=PROJECT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    told, shell, number = done.stdout.split()
    assert told == "True" and shell.startswith(f"{number}."), done.stderr
