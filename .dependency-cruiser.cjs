// The floors of the house: app → features → ledger → server → rules. Imports run downwards, a floor may be skipped.

const floor = (name) => `^src/${name}/`;
const onlySees = (name, comment, seen) => ({
  name: `${name}-looks-down`,
  comment,
  severity: "error",
  from: { path: floor(name) },
  to: { path: "^(src|tests|prisma)/", pathNot: [name, ...seen].map(floor) },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    onlySees("rules", "Rules are pure: they see nothing but each other.", []),
    onlySees("messages", "Words name what rules return, and know nothing else.", ["rules"]),
    onlySees("ui", "Components are without data.", ["rules", "messages"]),
    onlySees("server", "Plumbing knows nothing of what flows through it.", ["rules", "messages", "generated"]),
    onlySees("ledger", "The ledger knows no feature; it returns codes, not words.", ["rules", "server", "generated"]),
    onlySees("features", "Use cases know no page; they return codes, not words.", [
      "rules",
      "server",
      "ledger",
      "generated",
    ]),
    onlySees("app", "Pages stand on everything but the operator's commands.", [
      "rules",
      "messages",
      "ui",
      "server",
      "ledger",
      "features",
      "generated",
    ]),
    onlySees("cli", "Commands know no page.", ["rules", "messages", "server", "ledger", "features", "generated"]),
    {
      name: "no-feature-beside-another",
      comment: "What two features share is a decision (rules), a posting (ledger) or plumbing (server).",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/", pathNot: "^src/features/$1/" },
    },
    {
      name: "rules-are-pure",
      comment: "No package, no I/O in the rules; a policy is validated by zod.",
      severity: "error",
      from: { path: floor("rules"), pathNot: "^src/rules/policy" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-no-pkg", "npm-unknown", "core"] },
    },
    {
      name: "policy-knows-zod-alone",
      severity: "error",
      from: { path: "^src/rules/policy" },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-no-pkg", "npm-unknown", "core"], pathNot: "node_modules/zod/" },
    },
    {
      name: "one-door-to-the-data",
      comment: "Statements go through src/server/db.ts, as an actor.",
      severity: "error",
      // What an operator runs names the type of the connection that an operator's command hands it.
      from: {
        path: "^src/(app|features|ledger|ui|rules|messages)/",
        pathNot: "^src/ledger/(verify-chains|check-balances|owner-balances)\\.ts$",
      },
      to: { path: "node_modules/(pg|pg-pool|@prisma)/" },
    },
    {
      name: "pages-ask-no-database",
      comment: "A route calls a use case.",
      severity: "error",
      // Whether the database answers is all that the health check is about.
      from: { path: floor("app"), pathNot: "^src/app/api/health/" },
      to: { path: "^src/server/(db|sql)\\.ts$" },
    },
    {
      name: "no-circle",
      severity: "error",
      from: { path: "^(src|tests|prisma)/" },
      to: { circular: true },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: { path: "^(src|tests|prisma)/" },
      to: { couldNotResolve: true, pathNot: "\\.css$" },
    },
    {
      name: "no-package-that-production-lacks",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^src/generated"] },
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
