import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { currentLocale, currentMessages } from "@/server/locale";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const { shell } = await currentMessages();
  return {
    title: shell.product,
    // Phones make a link of every number that looks like one to call, and take credits and codes for it.
    formatDetection: { telephone: false, email: false, address: false },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#ffffff" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await currentLocale()}>
      <body>{children}</body>
    </html>
  );
}
