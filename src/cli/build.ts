import { runCommand } from "./answer";
import { build } from "./site";

// npm run build: the pages, for npm start.

runCommand(build);
