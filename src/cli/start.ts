import { Refusal } from "@/server/postgres/refusal";
import { runCommand } from "./answer";
import { killChildren, stopChildren, whenParentEnds } from "./children";
import { productionSettings } from "./settings";
import { isBuilt, serve } from "./site";

// npm start: the pages, in production. What is ordered there and takes longer is done by npm run worker, beside it.

runCommand(async () => {
  await productionSettings();
  if (!isBuilt()) throw new Refusal("The pages are not built yet; run npm run build first.");
  const port = Number(process.env.PORT || 3000);
  const site = serve("start", process.env.HOST || "localhost", port, { DATABASE_URL: "" });
  let asked = false;
  const ask = () => {
    if (asked) killChildren();
    else void stopChildren(15_000);
    asked = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  whenParentEnds(ask);
  const code = await site.ended;
  process.exitCode = asked ? 0 : code;
});
