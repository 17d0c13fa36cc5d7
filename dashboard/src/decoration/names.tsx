import { createContext, useContext } from "react";

/** A product that a page names. */
export interface Named {
  title: string;
  image_url: string | null;
}

interface Names {
  known: Record<string, Named>;
  learn(id: string, named: Named): void;
}

export const NamesContext = createContext<Names>({ known: {}, learn: () => {} });

/** What the products are called that the page names, and those that were chosen since. */
export const useNames = () => useContext(NamesContext);
