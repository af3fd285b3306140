"""Reference values of ln E, from the definitions and not from the closed forms: python3 reference.py > reference.txt

Needs mpmath. Every mixture is integrated numerically over what it mixes; the beta mixture, whose integral is the beta
function by definition, is taken from loggamma with 60 digits, so that nothing is left of its cancellation.
"""
from mpmath import mp, mpf, exp, inf, log, loggamma, npdf, pi, quad, sqrt

mp.dps = 60
INPUTS_ARE_DOUBLES = float


def put(function, arguments, value):
    print(function, ",".join(repr(INPUTS_ARE_DOUBLES(a)) for a in arguments), mp.nstr(value, 25), sep="|")


def one_sided(z, x):
    """Effects are |N(0, x)| in standard errors of one look: the ratio of likelihoods is exp(zt − t²/2)."""
    z, x = mpf(z), mpf(x)
    mode = max(mpf(0), z * x / (1 + x))
    spread = sqrt(x / (1 + x))
    peak = z * mode - mode ** 2 / 2 - mode ** 2 / (2 * x)
    reach = [mpf(0)] + [p for p in (mode - 20 * spread, mode - 5 * spread, mode, mode + 5 * spread, mode + 40 * spread) if p > 0]
    if z < 0:
        reach = [mpf(0), 1 / abs(z), 5 / abs(z), 40 / abs(z) + 5 * spread]
    area = quad(lambda t: exp(z * t - t ** 2 / 2 - t ** 2 / (2 * x) - peak), sorted(set(reach)))
    return peak + log(2 * area / sqrt(2 * pi * x))


def conversions(treatment, baseline, share, concentration):
    a, b = mpf(concentration) * mpf(share), mpf(concentration) * (1 - mpf(share))
    t, c = mpf(treatment), mpf(baseline)
    log_beta = lambda u, v: loggamma(u) + loggamma(v) - loggamma(u + v)
    return log_beta(a + t, b + c) - log_beta(a, b) - t * log(mpf(share)) - c * log(1 - mpf(share))


def epochs(sigma, *counts):
    rows = [tuple(map(mpf, counts[i:i + 3])) for i in range(0, len(counts), 3)]
    like = lambda l: sum(t * l - (t + c) * log(1 - r + r * exp(l)) for t, c, r in rows)
    total = sum(t + c for t, c, r in rows)
    spread = 1 / sqrt(1 / mpf(sigma) ** 2 + total / 4)
    cuts = [mpf(k) / 8 * sigma * 12 for k in range(-8, 9)]
    best = max((like(mpf(k) / 1000) - (mpf(k) / 1000) ** 2 / (2 * mpf(sigma) ** 2), mpf(k) / 1000) for k in range(-1500, 1501))
    cuts = sorted(set(cuts + [best[1] + k * spread for k in (-12, -6, -3, 0, 3, 6, 12)]))
    area = quad(lambda l: exp(like(l) - l ** 2 / (2 * mpf(sigma) ** 2) - best[0]), cuts)
    return best[0] + log(area / sqrt(2 * pi * mpf(sigma) ** 2))


for z in (-30.0, -5.0, -0.5, 0.0, 0.5, 2.5, 6.0, 40.0):
    for x in (1e-6, 0.25, 8.0, 1000.0):
        put("one-sided", (z, x), one_sided(z, x))
for treatment, baseline in ((0, 1), (1, 0), (0, 25), (120, 100), (5000, 5400), (1000000, 1003000), (10 ** 9, 10 ** 9 + 10 ** 5)):
    for share in (0.5, 0.1, 0.02):
        for concentration in (10.0, 100.0, 1000.0):
            put("conversions", (treatment, baseline, share, concentration), conversions(treatment, baseline, share, concentration))
for counts in ((6, 90, 0.05, 160, 120, 0.5), (0, 12, 0.5), (3, 0, 0.1, 0, 1, 0.9), (4000, 4200, 0.5, 300, 2500, 0.1)):
    for sigma in (0.2, 0.05):
        put("epochs", (sigma,) + counts, epochs(sigma, *counts))
