import { Hono } from "hono";
import { OpenApiDocument } from "@/contracts/openapi.ts";
import { onError, onNotFound } from "@/shared/errors.ts";
import { bodyLimit } from "@/shared/middleware/body_limit.ts";
import { crossOrigin } from "@/shared/middleware/cross_origin.ts";
import { requestId } from "@/shared/middleware/request_id.ts";
import { securityHeaders } from "@/shared/middleware/security_headers.ts";
import { serverTime } from "@/shared/middleware/server_time.ts";
import { caller, type Env, provide } from "./context.ts";
import { endpoint } from "./endpoint.ts";
import { knownAddresses } from "./known_addresses.ts";
import { openApi } from "./openapi.ts";
import { withPictureAddresses } from "./pictures.ts";
import { afterSales } from "./routes/after_sales.ts";
import { cart } from "./routes/cart.ts";
import { catalog } from "./routes/catalog.ts";
import { distributors } from "./routes/distributors.ts";
import { promoting } from "./routes/promoting.ts";
import { favourites } from "./routes/favourites.ts";
import { insight } from "./routes/insight.ts";
import { invitations, myShops } from "./routes/invitations.ts";
import { materials } from "./routes/materials.ts";
import { members } from "./routes/members.ts";
import { messages } from "./routes/messages.ts";
import { notices } from "./routes/notices.ts";
import { orders } from "./routes/orders.ts";
import { personalLinks } from "./routes/personal_links.ts";
import { phones } from "./routes/phones.ts";
import { recruitment } from "./routes/recruitment.ts";
import { search } from "./routes/search.ts";
import { sessions } from "./routes/sessions.ts";
import { previews } from "./routes/previews.ts";
import { shares } from "./routes/shares.ts";
import { staffCategories } from "./routes/staff_categories.ts";
import { staffChannelCodes } from "./routes/staff_channel_codes.ts";
import { staffDistributors } from "./routes/staff_distributors.ts";
import { staffPromoting } from "./routes/staff_promoting.ts";
import { staffFreight } from "./routes/staff_freight.ts";
import { staffReconciliation } from "./routes/staff_reconciliation.ts";
import { staffTiers } from "./routes/staff_tiers.ts";
import { staffImports } from "./routes/staff_imports.ts";
import { staffMaterials } from "./routes/staff_materials.ts";
import { staffMessages } from "./routes/staff_messages.ts";
import { staffMoney } from "./routes/staff_money.ts";
import { staffPayouts } from "./routes/staff_payouts.ts";
import { staffOrders } from "./routes/staff_orders.ts";
import { staffPages } from "./routes/staff_pages.ts";
import { staffPeople } from "./routes/staff_people.ts";
import { staffReading } from "./routes/staff_reading.ts";
import { staffProductFiles } from "./routes/staff_product_files.ts";
import { staffRisk } from "./routes/staff_risk.ts";
import { staffRules } from "./routes/staff_rules.ts";
import { staffRecruitment } from "./routes/staff_recruitment.ts";
import { staffRelations } from "./routes/staff_relations.ts";
import { staffSetup } from "./routes/staff_setup.ts";
import { staffShop } from "./routes/staff_shop.ts";
import { staffStock } from "./routes/staff_stock.ts";
import { staffTraining } from "./routes/staff_training.ts";
import { staffWork } from "./routes/staff_work.ts";
import { system } from "./routes/system.ts";
import { texts } from "./routes/texts.ts";
import { training } from "./routes/training.ts";
import { withdrawals } from "./routes/withdrawals.ts";
import { createServices, type Services } from "./services.ts";

const most_body_bytes = 256 * 1024; // a product of 200 SKUs fits

/**
 * The API on given services. Order: addresses that are known, then request id, time, headers, body limit, who is
 * calling, route.
 */
export function createApp(services: Services) {
  const routes = new Hono<Env>()
    .basePath("/api")
    .use(requestId)
    .use(serverTime)
    .use(securityHeaders)
    .use(crossOrigin)
    .use(bodyLimit(most_body_bytes))
    .use(provide(services))
    .use(caller)
    .route("/", system)
    .route("/shops/:shop", sessions)
    .route("/shops/:shop", catalog)
    .route("/shops/:shop", search)
    .route("/shops/:shop", shares)
    .route("/shops/:shop", previews)
    .route("/shops/:shop", texts)
    .route("/shops/:shop", members)
    .route("/shops/:shop", phones)
    .route("/shops/:shop", favourites)
    .route("/shops/:shop", cart)
    .route("/shops/:shop", orders)
    .route("/shops/:shop", afterSales)
    .route("/shops/:shop", distributors)
    .route("/shops/:shop", notices)
    .route("/shops/:shop", messages)
    .route("/shops/:shop", promoting)
    .route("/shops/:shop", recruitment)
    .route("/shops/:shop", materials)
    .route("/shops/:shop", training)
    .route("/shops/:shop", withdrawals)
    .route("/", myShops)
    .route("/shops/:shop", invitations)
    .route("/shops/:shop", staffPeople)
    .route("/shops/:shop", staffOrders)
    .route("/shops/:shop", staffDistributors)
    .route("/shops/:shop", staffPromoting)
    .route("/shops/:shop", staffRecruitment)
    .route("/shops/:shop", staffRelations)
    .route("/shops/:shop", personalLinks)
    .route("/shops/:shop", staffImports)
    .route("/shops/:shop", staffChannelCodes)
    .route("/shops/:shop", staffMaterials)
    .route("/shops/:shop", staffTraining)
    .route("/shops/:shop", staffMoney)
    .route("/shops/:shop", staffPayouts)
    .route("/shops/:shop", staffProductFiles)
    .route("/shops/:shop", staffShop)
    .route("/shops/:shop", staffStock)
    .route("/shops/:shop", staffSetup)
    .route("/shops/:shop", staffCategories)
    .route("/shops/:shop", staffFreight)
    .route("/shops/:shop", staffMessages)
    .route("/shops/:shop", staffReconciliation)
    .route("/shops/:shop", staffTiers)
    .route("/shops/:shop", staffRules)
    .route("/shops/:shop", staffRisk)
    .route("/shops/:shop", staffPages)
    .route("/shops/:shop", staffReading)
    .route("/shops/:shop", staffWork)
    .route("/shops/:shop", insight);
  const app = routes.get("/openapi.json", describing(() => openApi(routes)));
  // A refused order carries a quote, and a quote has pictures.
  app.onError(async (error, c) => {
    const reply = onError(error, c);
    return new Response(withPictureAddresses(await reply.text()), reply);
  });
  app.notFound(onNotFound);
  app.fetch = knownAddresses(services, app.fetch);
  return app;
}

/** The route that describes all of them, itself too. */
function describing(describe: () => OpenApiDocument) {
  let text: string | undefined;
  return endpoint({
    summary: "This description",
    auth: "anyone",
    cache_seconds: 300,
    reply: OpenApiDocument,
    answer: () => Promise.resolve(text ??= JSON.stringify(describe())),
  });
}

export type App = ReturnType<typeof createApp>;

/** The app that index.ts serves and the local gateway mounts. */
export const app: App = createApp(createServices());
