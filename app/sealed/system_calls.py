"""Which calls of the kernel a process gives up for good, by a seccomp filter: native code too.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import os
import struct

from app.sealed.powers import library

_PR_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _IS_EQUAL, _IS_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
"""Where each stands in what a filter is shown."""
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050001
"""The second has the call fail as one that is not permitted."""
_OLD_CALLS = 0x40000000
"""From here on x86 has its calls a second time."""

_NONE = -1
_REFUSED_CALLS = {
    # name: the number on x86_64, and on aarch64
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, _NONE), "vfork": (58, _NONE),
    "clone": (56, 220), "clone3": (435, 435), "unshare": (272, 97), "setns": (308, 268),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "open_by_handle_at": (304, 265), "shmget": (29, 194),
    "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180),
    # Landlock does not look at these, and a path may be anybody's.
    "chmod": (90, _NONE), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, _NONE),
    "lchown": (94, _NONE), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "removexattr": (197, 14), "lremovexattr": (198, 15),
}  # fmt: skip
_LIMITS = (302, 261)
"""prlimit64, which is refused for any process but the caller: that is number 0."""
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column above, and what the kernel calls the machine."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse() -> bool:
    """Have the kernel refuse them from now on; whether it does.

    The process must have given up new privileges before.
    """
    machine = _MACHINES.get(os.uname().machine)
    kernel = library()
    if machine is None or kernel is None:
        return False
    written = _written(*machine)
    program = _Program(len(written) // 8, written)
    address = ctypes.cast(ctypes.byref(program), ctypes.c_void_p)
    return bool(kernel.prctl(_PR_SET_SECCOMP, _FILTER, address, 0, 0) == 0)


def _written(column: int, machine: int) -> bytes:
    numbers = [both[column] for both in _REFUSED_CALLS.values() if both[column] != _NONE]
    last = [
        _step(_IS_EQUAL, _LIMITS[column], otherwise=2),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IS_EQUAL, 0, otherwise=1),
        _step(_RETURN, _ALLOWED),
        _step(_RETURN, _REFUSED),
    ]
    # How far it is from each step to the refusal at the end.
    after = len(last) - 2
    jumps = range(len(numbers) + after, after, -1)
    first = [
        _step(_LOAD, _MACHINE),
        _step(_IS_EQUAL, machine, otherwise=len(numbers) + after + 3),
        _step(_LOAD, _NUMBER),
        _step(_IS_AT_LEAST, _OLD_CALLS, then=len(numbers) + after + 1),
    ]
    calls = [_step(_IS_EQUAL, one, then=jump) for one, jump in zip(numbers, jumps, strict=True)]
    return b"".join([*first, *calls, *last])


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One of the filter's: `then` and `otherwise` are how many it jumps over."""
    return struct.pack("=HBBI", code, then, otherwise, value)
