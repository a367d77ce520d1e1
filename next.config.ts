import type { NextConfig } from "next";

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

// The policy of what a page may load has a fresh nonce in each answer, so src/cli/serve.mjs sets it.
const framedNowhere = [{ key: "X-Frame-Options", value: "DENY" }];

// Four scans of 10 MB each, and what is around them.
const LARGEST_FORM = "48mb";

const config: NextConfig = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  agentRules: false,
  serverExternalPackages: ["@node-rs/argon2", "jsonld", "pg", "pino", "qrcode", "sharp"],
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  headers: () => [
    { source: "/:path*", headers: everywhere },
    // The code of a certificate stands in the address: no other site is told it, no search engine keeps it.
    {
      source: "/verify/:path*",
      headers: [
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "X-Robots-Tag", value: "noindex, nofollow" },
      ],
    },
    // By whom, and whether still, a certificate is issued is for software anywhere.
    {
      source: "/issuer/:path*",
      headers: [
        { key: "Access-Control-Allow-Origin", value: "*" },
        { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
      ],
    },
    // A scan says itself who may frame it (app/evidence).
    { source: "/((?!evidence/).*)", headers: framedNowhere },
  ],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: LARGEST_FORM },
  },
};

export default config;
