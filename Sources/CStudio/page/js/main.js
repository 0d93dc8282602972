// Starts the page.
import { startDraw } from "./draw.js";
import { startLook } from "./look.js";
import { startModelChoice } from "./model-choice.js";
import { startModels } from "./models.js";
import { startRouter } from "./router.js";
import { startThemeSwitch } from "./theme-switch.js";
import { startTrain } from "./train.js";
import { startWebcam } from "./webcam.js";

startThemeSwitch();
startDraw();
startWebcam();
startTrain();
startLook();
startModels();
startRouter();
await startModelChoice();
document.documentElement.dataset.ready = "true";
