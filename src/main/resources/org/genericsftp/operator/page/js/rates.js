// How fast what runs makes progress, and how long it will take, by what came of it in the last seconds.

const WINDOW_MILLIS = 10_000;

/** The same Running, each with samples, bytesPerSecond (null at first) and millisLeft (null while it is not known). */
export function reckoned(running, before, at = performance.now()) {
  const known = new Map(before.map((one) => [one.requestId, one]));
  return running.map((one) => withRate(one, known.get(one.requestId)?.samples ?? [], at));
}

function withRate(one, earlier, at) {
  const { bytesDone, bytesExpected, listing } = one.progress;
  const samples = [...earlier.filter((sample) => at - sample.at <= WINDOW_MILLIS), { at, bytesDone }];
  const first = samples[0];
  const bytesPerSecond = at > first.at ? ((bytesDone - first.bytesDone) * 1000) / (at - first.at) : null;
  const left = bytesExpected === null || listing ? null : Math.max(0, bytesExpected - bytesDone);
  return {
    ...one,
    samples,
    bytesPerSecond,
    millisLeft: left === null || !bytesPerSecond ? null : (left / bytesPerSecond) * 1000,
  };
}
