// Starts the service: `node src/main.ts`.

import { createApp } from "./app.ts";
import { type Config, configFrom } from "./config.ts";
import { stop } from "./stop.ts";

const config = readConfig();
const readiness = { ready: false };
const app = createApp(config, readiness);

let stopping = false;
const end = () => {
  if (stopping) return;
  stopping = true;
  void stop(app, readiness, config);
};
// SIGTERM may come twice, from make as well; only a second Ctrl-C is impatience, and ends at once.
process.on("SIGTERM", end);
process.once("SIGINT", end);

// Open what the service needs (a database, a queue) before it calls itself ready.
try {
  await app.listen({ host: config.HOST, port: config.PORT });
} catch (error) {
  app.log.error({ error }, "failed");
  process.exit(1);
}
readiness.ready = true;
app.log.info("ready");

function readConfig(): Config {
  try {
    return configFrom(process.env);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
