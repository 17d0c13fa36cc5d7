/**
 * fflate for the libraries of spreadsheets, without its workers: those are made of text, which the page's policy for
 * scripts does not allow. vite.config.ts puts it in fflate's place.
 */
import { type Unzipped, unzipSync, type Zippable, zipSync } from "fflate/browser";

export * from "fflate/browser";

type Done<T> = (error: Error | null, result: T | null) => void;

export function unzip(data: Uint8Array, done: Done<Unzipped>): void {
  settle(() => unzipSync(data), done);
}

export function zip(files: Zippable, done: Done<Uint8Array>): void {
  settle(() => zipSync(files), done);
}

function settle<T>(work: () => T, done: Done<T>): void {
  let result: T;
  try {
    result = work();
  } catch (error) {
    return done(error as Error, null);
  }
  done(null, result);
}
