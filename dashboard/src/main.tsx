import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app.tsx";
import { readConfig } from "./lib/config.ts";
import { Problem } from "./lib/problem.ts";
import "./ui/style.css";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Without a network it is said so at once, and read when it is back; a command must never run later by itself.
      networkMode: "always",
      refetchOnReconnect: true,
      // What the API refuses it refuses again; a network may come back.
      retry: (count, error) =>
        count < 2 && (!(error instanceof Problem) || error.code === "OFFLINE"),
    },
    mutations: { networkMode: "always" },
  },
});

void import("./ui/fonts.css"); // for machines without a Chinese font; the browser fetches only the parts it needs

const root = createRoot(document.getElementById("root")!);
try {
  await readConfig();
  root.render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/dashboard">
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
} catch {
  root.render(<p role="alert">后台没有配置好：缺少 config.json。</p>);
}
