package org.muriel.console.planner;

import java.util.List;
import java.util.Optional;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import org.muriel.console.plot.TimePlot;

/** Plans an experiment: smallest effect, days and traffic against each other. The address is the question. */
public final class PlannerPages {
    private PlannerPages() {}

    /** @param forecast absent as long as nothing is asked, and of a question that has no answer */
    public record Page(
            Frame frame,
            long projectId,
            Plan plan,
            Optional<Forecast> forecast,
            Optional<Verdict> verdict,
            Optional<TimePlot> plot,
            String link,
            Problems problems) {}

    /**
     * What comes of the plan, in words.
     *
     * @param answer to what was asked
     * @param peeking what it costs that one may look at any time
     */
    public record Verdict(String answer, String peeking) {
        private static final String FREEDOM = "You may look on every day, and stop as soon as it is conclusive. ";

        static Verdict of(Plan plan, Forecast forecast) {
            Forecast.Course fixed = forecast.fixed();
            Forecast.Course always = forecast.alwaysValid();
            String chance = ", in " + plan.power() + " of 100 experiments in which it is there.";
            String once = "a test that is looked at only once, at its end, ";
            if (plan.findsDays() && always.days().isEmpty()) {
                return new Verdict(
                        "An effect of " + always.lift() + " takes " + always.time() + " to find.",
                        "Look for a larger one, or at more visitors."
                                + (fixed.days().isEmpty()
                                        ? ""
                                        : " " + Words.capital(once) + "would take " + fixed.time() + "."));
            }
            if (plan.findsDays()) {
                return new Verdict(
                        "An effect of " + always.lift() + " is found within " + always.time() + chance,
                        FREEDOM + "That costs time" + forecast.factor() + ": " + once + "would take " + fixed.time()
                                + ". Plan whole weeks, because weekdays differ.");
            }
            if (always.effect().isEmpty()) {
                return new Verdict(
                        "In " + always.time() + " no effect at all can be found.",
                        "Too few take part: let it run longer, or with more visitors."
                                + (fixed.effect().isEmpty()
                                        ? ""
                                        : " " + Words.capital(once) + "would find " + fixed.lift() + "."));
            }
            return new Verdict(
                    "In " + always.time() + " an effect of " + always.lift() + " or more is found" + chance,
                    FREEDOM + "That costs precision" + forecast.factor() + ": " + once + "would find " + fixed.lift()
                            + ".");
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/planner", PlannerPages::show);
    }

    private static Reply show(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        visit.get("/v2/projects/" + projectId).orStop();
        Plan plan = Plan.of(visit);
        if (visit.call().text("visitors").isEmpty()) {
            return visit.show("planner/page.jte", page(visit, projectId, plan, Optional.empty(), Problems.NONE));
        }
        Problems problems = plan.problems();
        if (!problems.isEmpty()) {
            return visit.showAgain("planner/page.jte", page(visit, projectId, plan, Optional.empty(), problems));
        }
        Answer answer = visit.consult("/v2/x/projects/" + projectId + "/forecast", plan.body());
        return answer.isDone()
                ? visit.show(
                        "planner/page.jte",
                        page(visit, projectId, plan, Optional.of(Forecast.of(answer.body())), Problems.NONE))
                : visit.showAgain(
                        "planner/page.jte", page(visit, projectId, plan, Optional.empty(), answer.problems()));
    }

    private static Page page(Visit visit, long projectId, Plan plan, Optional<Forecast> forecast, Problems problems) {
        return new Page(
                visit.frame("Planner", Frame.Where.PLANNER, projectId),
                projectId,
                plan,
                forecast,
                forecast.map(it -> Verdict.of(plan, it)),
                forecast.map(it -> it.plot(visit.call().now())),
                visit.call().origin() + "/projects/" + projectId + "/planner" + plan.query(),
                problems);
    }

    /** Fields of the form, whose problems stand beside them. */
    public static List<String> fields() {
        return List.of("rate", "mean", "sd", "visitors", "traffic", "variations", "effect", "days", "alpha", "power");
    }
}
