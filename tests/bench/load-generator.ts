import http from "node:http";

/** One request of a visitor. */
export interface Visit {
  path: string;
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** A server and what to ask of it, again and again. */
export interface Side {
  origin: string;
  /** @returns the n-th request, or undefined when there is nothing more to ask */
  visit(n: number): Visit | undefined;
  /** the status that says it went as it should */
  expects: number;
}

export interface Rate {
  perSecond: number;
  /** milliseconds: half of the answers were quicker */
  median: number;
  requests: number;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export const CONNECTIONS = 16;

export function ask(
  origin: string,
  { path, method = "GET", headers, body }: Visit,
  agent?: http.Agent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, origin), { method, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

export interface Pace {
  /** windows of each side; the median of their ratios is the result */
  rounds: number;
  windowSeconds: number;
  warmUpSeconds: number;
}

export interface Comparison {
  ratio: number;
  tried: Rate;
  baseline: Rate;
}

/** The rate of one side to that of the other, taken in turns, so that what else the machine does meets both. */
export async function compare(tried: Side, baseline: Side, pace: Pace): Promise<Comparison> {
  const [left, right] = [new Visitors(tried), new Visitors(baseline)];
  try {
    await left.run(pace.warmUpSeconds);
    await right.run(pace.warmUpSeconds);
    const windows: Comparison[] = [];
    for (let round = 0; round < pace.rounds; round++) {
      const pair = { tried: await left.run(pace.windowSeconds), baseline: await right.run(pace.windowSeconds) };
      if (pair.tried.requests > 0) windows.push({ ...pair, ratio: pair.tried.perSecond / pair.baseline.perSecond });
    }
    const middle = windows.sort((a, b) => a.ratio - b.ratio)[Math.floor(windows.length / 2)];
    if (!middle) throw new Error("nothing was left to ask after the warm-up");
    return middle;
  } finally {
    left.leave();
    right.leave();
  }
}

/** Sixteen visitors of one side, each on a connection of its own that stays open. */
class Visitors {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  private asked = 0;

  constructor(private readonly side: Side) {}

  async run(seconds: number): Promise<Rate> {
    const start = performance.now();
    const times: number[] = [];
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.visitUntil(start + seconds * 1000, times)));
    const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    return { perSecond: (times.length / (performance.now() - start)) * 1000, median, requests: times.length };
  }

  private async visitUntil(end: number, times: number[]): Promise<void> {
    while (performance.now() < end) {
      const visit = this.side.visit(this.asked++);
      if (!visit) return;
      const start = performance.now();
      const { status, headers } = await ask(this.side.origin, visit, this.agent);
      if (status !== this.side.expects)
        throw new Error(`${visit.path} answered ${status} ${headers.location ?? ""} instead of ${this.side.expects}`);
      times.push(performance.now() - start);
    }
  }

  leave(): void {
    this.agent.destroy();
  }
}
