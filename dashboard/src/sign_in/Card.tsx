import { type ReactNode, useEffect } from "react";
import { Logo } from "../ui/Logo.tsx";
import "./sign_in.css";

interface Props {
  title: string;
  /** What is done here, in one line. */
  about: string;
  children: ReactNode;
}

/** The one card of the pages before the dashboard: sign-in, invitation, new password. */
export function Card({ title, about, children }: Props) {
  useEffect(() => {
    document.title = `${about} · ${title}`;
  }, [title, about]);
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Logo size={40} />
        <h1>{title}</h1>
        <p className="aux">{about}</p>
        {children}
      </div>
    </main>
  );
}
