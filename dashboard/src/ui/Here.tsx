import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useStaff } from "../lib/staff.tsx";

const Title = createContext("");

/** Around a page: what it is called, in its heading and in the window's title. */
export function Here({ title, children }: { title: string; children: ReactNode }) {
  const { shop } = useStaff();
  useEffect(() => {
    document.title = `${title} · ${shop.name}`;
  }, [title, shop.name]);
  return <Title.Provider value={title}>{children}</Title.Provider>;
}

/** The name of the page around. */
export function usePageTitle(): string {
  return useContext(Title);
}
