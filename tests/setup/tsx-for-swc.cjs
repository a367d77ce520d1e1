// dependency-cruiser reads TypeScript by swc here, because TypeScript 7 has no JavaScript API, but doesn't tell swc that a
// .tsx file holds JSX. Loaded before it with --require.
const swc = require("@swc/core");

const parseFile = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFile(file, { ...options, tsx: file.endsWith("x") });
