import type { NextConfig } from "next";

// What src/proxy.ts doesn't answer itself (files, images, the router's own answers) may load and run nothing at all.
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const framedNowhere = [
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Content-Security-Policy", value: NOTHING },
];

// Four scans of 10 MB each, and what is around them.
const LARGEST_FORM = "48mb";

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  agentRules: false,
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "sharp"],
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  headers: () => [
    { source: "/:path*", headers: everywhere },
    // A scan says itself who may frame it (app/evidence).
    { source: "/((?!evidence/).*)", headers: framedNowhere },
  ],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: LARGEST_FORM },
    // Without this a proxy cuts a body at 10 MB and goes on as if it were whole.
    proxyClientMaxBodySize: LARGEST_FORM,
  },
};

export default config;
