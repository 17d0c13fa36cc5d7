import { useEffect, useRef } from "react";

/**
 * When this goes, focus returns to where it was when it came, and where that is gone, to what lies in front: an open
 * drawer or the page. Otherwise it would fall to the body, and who works by keyboard begins at the top again.
 */
export function useReturnFocus(): void {
  const giveBack = useRef<() => void>(undefined);
  giveBack.current ??= takeFocus();
  useEffect(() => () => giveBack.current!(), []);
}

/** How long what lies on top may take to go, on a busy computer. */
const going_ms = 5_000;
const look_again_ms = 50;

/** Something comes on top of the page and takes the focus: answers what gives it back when that has gone. */
export function takeFocus(): () => void {
  const before = document.activeElement as HTMLElement | null;
  return () => giveBackUntilUsed(before);
}

/** What lies on top goes a moment later and takes the focus with it: looks again until somebody does something. */
function giveBackUntilUsed(asked: HTMLElement | null): void {
  const look = setInterval(() => giveBack(asked), look_again_ms);
  const used = new AbortController();
  const stop = () => {
    giveBack(asked);
    clearInterval(look);
    clearTimeout(end);
    used.abort();
  };
  const end = setTimeout(stop, going_ms);
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, stop, { capture: true, signal: used.signal });
  }
}

function giveBack(asked: HTMLElement | null): void {
  if (isLost()) (isThere(asked) ? asked : front())?.focus({ preventScroll: true });
}

const isLost = () =>
  document.activeElement === null || document.activeElement === document.body ||
  !document.activeElement.checkVisibility();

function isThere(element: HTMLElement | null): element is HTMLElement {
  return element !== null && element !== document.body && element.checkVisibility();
}

/** The last of what lies on top of each other, or the page. */
function front(): HTMLElement | null {
  const layers = document.querySelectorAll<HTMLElement>(
    ".ant-drawer-open .ant-drawer-section, .ant-modal[role=dialog]",
  );
  return [...layers].findLast((layer) => layer.checkVisibility()) ??
    document.querySelector<HTMLElement>("main, [role=main]");
}
