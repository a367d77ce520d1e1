"use client";

import { useState } from "react";
import { Button } from "./button";

const TURNS = ["", "rotate-90", "rotate-180", "-rotate-90"] as const;
const SIZES = ["max-h-[36rem] max-w-full", "w-[150%] max-w-none", "w-[250%] max-w-none"] as const;

/** A scan that can be turned and enlarged; without JavaScript it is the picture, and a link to it. */
export function ScanStage({ src, alt, words }: { src: string; alt: string; words: { zoom: string; rotate: string } }) {
  const [turn, setTurn] = useState(0);
  const [size, setSize] = useState(0);
  return (
    <div>
      <section
        aria-label={alt}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an enlarged scan scrolls and has to be reached by keyboard
        tabIndex={0}
        className="h-[36rem] overflow-auto rounded-md border border-line bg-track p-2"
      >
        <a href={src} target="_blank" rel="noreferrer" className="flex min-h-full items-center justify-center">
          {/* biome-ignore lint/performance/noImgElement: behind a sign-in, so the image optimiser can't fetch it */}
          <img src={src} alt={alt} className={`${SIZES[size]} ${TURNS[turn]}`} />
        </a>
      </section>
      <p className="mt-2 flex gap-2">
        <Button tone="plain" type="button" onClick={() => setSize((size + 1) % SIZES.length)}>
          {words.zoom}
        </Button>
        <Button tone="plain" type="button" onClick={() => setTurn((turn + 1) % TURNS.length)}>
          {words.rotate}
        </Button>
      </p>
    </div>
  );
}
