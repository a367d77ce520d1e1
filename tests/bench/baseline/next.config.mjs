import path from "node:path";

/** Built from a copy inside the project's data folder, so that it takes Next.js from the project's own packages. */
export default {
  poweredByHeader: false,
  turbopack: { root: path.resolve("../../..") },
  serverExternalPackages: ["pg"],
  // The project's own type check has read these files.
  typescript: { ignoreBuildErrors: true },
};
