"""The training loop that both bundled models share."""

import random
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

_LEAST = 0.05  # of the rate, at the end


def seed_all() -> None:
    """Make what follows repeatable, as far as the order of sums allows."""
    random.seed(0)
    torch.manual_seed(0)


def in_half() -> torch.autocast:
    """Compute in bfloat16 where the processor does; where it does not, that takes many times as
    long as single precision."""
    able = torch.cpu.get_capabilities()
    has = bool(able.get("amx_bf16") or able.get("avx512_bf16"))
    return torch.autocast("cpu", torch.bfloat16, enabled=has)


def train(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Callable[[], Iterable[Any]],
    loss: Callable[[Any], torch.Tensor],
    epochs: int,
    warm: int,
) -> None:
    """Lessen the loss on the batches that each call returns, one call an epoch.

    The rate rises for `warm` steps, then falls to almost nothing; gradients are clipped at norm 1.
    """
    steps = epochs * len(list(batches()))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warm) * max(_LEAST, 1 - step / steps)
    )
    model.train()
    for _ in range(epochs):
        for batch in batches():
            optimizer.zero_grad()
            # The gradient of the fused attention takes four tenths of a step on a processor.
            with sdpa_kernel(SDPBackend.MATH):
                loss(batch).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    model.eval()
