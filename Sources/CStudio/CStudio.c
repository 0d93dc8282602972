#include "CStudio.h"

// #embed is C23.
static const unsigned char index_html[] = {
#embed "page/index.html"
};
static const unsigned char studio_css[] = {
#embed "page/studio.css"
};
static const unsigned char icon_svg[] = {
#embed "page/icon.svg"
};
static const unsigned char controls_css[] = {
#embed "page/css/controls.css"
};
static const unsigned char draw_css[] = {
#embed "page/css/draw.css"
};
static const unsigned char header_css[] = {
#embed "page/css/header.css"
};
static const unsigned char look_css[] = {
#embed "page/css/look.css"
};
static const unsigned char models_css[] = {
#embed "page/css/models.css"
};
static const unsigned char parts_css[] = {
#embed "page/css/parts.css"
};
static const unsigned char train_css[] = {
#embed "page/css/train.css"
};
static const unsigned char webcam_css[] = {
#embed "page/css/webcam.css"
};
static const unsigned char api_js[] = {
#embed "page/js/api.js"
};
static const unsigned char bars_js[] = {
#embed "page/js/bars.js"
};
static const unsigned char bytes_js[] = {
#embed "page/js/bytes.js"
};
static const unsigned char camera_js[] = {
#embed "page/js/camera.js"
};
static const unsigned char chart_axes_js[] = {
#embed "page/js/chart-axes.js"
};
static const unsigned char chart_js[] = {
#embed "page/js/chart.js"
};
static const unsigned char colours_js[] = {
#embed "page/js/colours.js"
};
static const unsigned char compare_js[] = {
#embed "page/js/compare.js"
};
static const unsigned char confusion_js[] = {
#embed "page/js/confusion.js"
};
static const unsigned char connection_js[] = {
#embed "page/js/connection.js"
};
static const unsigned char correction_js[] = {
#embed "page/js/correction.js"
};
static const unsigned char draw_js[] = {
#embed "page/js/draw.js"
};
static const unsigned char drawings_js[] = {
#embed "page/js/drawings.js"
};
static const unsigned char element_js[] = {
#embed "page/js/element.js"
};
static const unsigned char events_js[] = {
#embed "page/js/events.js"
};
static const unsigned char feature_maps_js[] = {
#embed "page/js/feature-maps.js"
};
static const unsigned char format_js[] = {
#embed "page/js/format.js"
};
static const unsigned char frame_js[] = {
#embed "page/js/frame.js"
};
static const unsigned char guesses_js[] = {
#embed "page/js/guesses.js"
};
static const unsigned char last_digit_js[] = {
#embed "page/js/last-digit.js"
};
static const unsigned char layer_name_js[] = {
#embed "page/js/layer-name.js"
};
static const unsigned char layer_rows_js[] = {
#embed "page/js/layer-rows.js"
};
static const unsigned char look_js[] = {
#embed "page/js/look.js"
};
static const unsigned char main_js[] = {
#embed "page/js/main.js"
};
static const unsigned char mistakes_js[] = {
#embed "page/js/mistakes.js"
};
static const unsigned char model_choice_js[] = {
#embed "page/js/model-choice.js"
};
static const unsigned char models_js[] = {
#embed "page/js/models.js"
};
static const unsigned char newest_js[] = {
#embed "page/js/newest.js"
};
static const unsigned char overlay_js[] = {
#embed "page/js/overlay.js"
};
static const unsigned char pen_js[] = {
#embed "page/js/pen.js"
};
static const unsigned char picture_js[] = {
#embed "page/js/picture.js"
};
static const unsigned char programs_js[] = {
#embed "page/js/programs.js"
};
static const unsigned char rate_js[] = {
#embed "page/js/rate.js"
};
static const unsigned char reading_words_js[] = {
#embed "page/js/reading-words.js"
};
static const unsigned char router_js[] = {
#embed "page/js/router.js"
};
static const unsigned char storage_js[] = {
#embed "page/js/storage.js"
};
static const unsigned char strokes_js[] = {
#embed "page/js/strokes.js"
};
static const unsigned char theme_switch_js[] = {
#embed "page/js/theme-switch.js"
};
static const unsigned char theme_js[] = {
#embed "page/js/theme.js"
};
static const unsigned char toast_js[] = {
#embed "page/js/toast.js"
};
static const unsigned char train_form_js[] = {
#embed "page/js/train-form.js"
};
static const unsigned char train_result_js[] = {
#embed "page/js/train-result.js"
};
static const unsigned char train_js[] = {
#embed "page/js/train.js"
};
static const unsigned char training_js[] = {
#embed "page/js/training.js"
};
static const unsigned char webcam_js[] = {
#embed "page/js/webcam.js"
};

static const CStudioFile files[] = {
    {"index.html", index_html, sizeof index_html},
    {"studio.css", studio_css, sizeof studio_css},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"css/controls.css", controls_css, sizeof controls_css},
    {"css/draw.css", draw_css, sizeof draw_css},
    {"css/header.css", header_css, sizeof header_css},
    {"css/look.css", look_css, sizeof look_css},
    {"css/models.css", models_css, sizeof models_css},
    {"css/parts.css", parts_css, sizeof parts_css},
    {"css/train.css", train_css, sizeof train_css},
    {"css/webcam.css", webcam_css, sizeof webcam_css},
    {"js/api.js", api_js, sizeof api_js},
    {"js/bars.js", bars_js, sizeof bars_js},
    {"js/bytes.js", bytes_js, sizeof bytes_js},
    {"js/camera.js", camera_js, sizeof camera_js},
    {"js/chart-axes.js", chart_axes_js, sizeof chart_axes_js},
    {"js/chart.js", chart_js, sizeof chart_js},
    {"js/colours.js", colours_js, sizeof colours_js},
    {"js/compare.js", compare_js, sizeof compare_js},
    {"js/confusion.js", confusion_js, sizeof confusion_js},
    {"js/connection.js", connection_js, sizeof connection_js},
    {"js/correction.js", correction_js, sizeof correction_js},
    {"js/draw.js", draw_js, sizeof draw_js},
    {"js/drawings.js", drawings_js, sizeof drawings_js},
    {"js/element.js", element_js, sizeof element_js},
    {"js/events.js", events_js, sizeof events_js},
    {"js/feature-maps.js", feature_maps_js, sizeof feature_maps_js},
    {"js/format.js", format_js, sizeof format_js},
    {"js/frame.js", frame_js, sizeof frame_js},
    {"js/guesses.js", guesses_js, sizeof guesses_js},
    {"js/last-digit.js", last_digit_js, sizeof last_digit_js},
    {"js/layer-name.js", layer_name_js, sizeof layer_name_js},
    {"js/layer-rows.js", layer_rows_js, sizeof layer_rows_js},
    {"js/look.js", look_js, sizeof look_js},
    {"js/main.js", main_js, sizeof main_js},
    {"js/mistakes.js", mistakes_js, sizeof mistakes_js},
    {"js/model-choice.js", model_choice_js, sizeof model_choice_js},
    {"js/models.js", models_js, sizeof models_js},
    {"js/newest.js", newest_js, sizeof newest_js},
    {"js/overlay.js", overlay_js, sizeof overlay_js},
    {"js/pen.js", pen_js, sizeof pen_js},
    {"js/picture.js", picture_js, sizeof picture_js},
    {"js/programs.js", programs_js, sizeof programs_js},
    {"js/rate.js", rate_js, sizeof rate_js},
    {"js/reading-words.js", reading_words_js, sizeof reading_words_js},
    {"js/router.js", router_js, sizeof router_js},
    {"js/storage.js", storage_js, sizeof storage_js},
    {"js/strokes.js", strokes_js, sizeof strokes_js},
    {"js/theme-switch.js", theme_switch_js, sizeof theme_switch_js},
    {"js/theme.js", theme_js, sizeof theme_js},
    {"js/toast.js", toast_js, sizeof toast_js},
    {"js/train-form.js", train_form_js, sizeof train_form_js},
    {"js/train-result.js", train_result_js, sizeof train_result_js},
    {"js/train.js", train_js, sizeof train_js},
    {"js/training.js", training_js, sizeof training_js},
    {"js/webcam.js", webcam_js, sizeof webcam_js},
};

const CStudioFile *CStudioFiles(void) { return files; }
size_t CStudioFileCount(void) { return sizeof files / sizeof files[0]; }
