import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app.tsx";
import { readConfig } from "./lib/config.ts";
import { newQueryClient } from "./lib/query_client.ts";
import "./ui/base.css";

const queries = newQueryClient();

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
