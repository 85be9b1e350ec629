package dev.sluice.server.web;

import dev.sluice.server.Keys;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.SessionFilter;
import dev.sluice.server.identity.SignOut;
import dev.sluice.server.identity.TokenFilter;
import dev.sluice.server.identity.Tokens;
import dev.sluice.server.identity.Visitor;
import dev.sluice.server.identity.web.CodePages;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;

/// Two chains: the API knows tokens only and keeps no session; the console knows sessions only and
/// wants a CSRF token on every form. What a signed-in caller may do is [Right]'s matter.
@Configuration(proxyBeanMethods = false)
class SecurityRules {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, Tokens tokens) {
        http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new TokenFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(a ->
                        a.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/api/v1/tokens")
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, "/api/v1/openapi.json")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(e ->
                        e.authenticationEntryPoint(
                                        (q, r, x) -> {
                                            r.setHeader(
                                                    "WWW-Authenticate", "Bearer realm=\"sluice\"");
                                            ProblemBody.write(r, Said.ofStatus(401));
                                        })
                                .accessDeniedHandler(
                                        (q, r, x) -> ProblemBody.write(r, Said.ofStatus(403))));
        headers(http);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(HttpSecurity http, CurrentActor current, SignOut signOut) {
        http.addFilterBefore(new SameOrigin(), CsrfFilter.class)
                .addFilterBefore(
                        new SessionFilter(current), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(a ->
                        a.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(
                                        "/signin",
                                        "/signin/code",
                                        "/setup",
                                        "/static/**",
                                        "/actuator/health/**",
                                        "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .formLogin(f ->
                        f.loginPage("/signin")
                                .usernameParameter("login")
                                .passwordParameter("password")
                                .authenticationDetailsSource(Visitor::of)
                                // the usual handler keeps what was typed in the session
                                .failureHandler((q, r, x) ->
                                        r.sendRedirect(
                                                x instanceof CodeNeeded needed
                                                        ? CodePages.begin(q, needed)
                                                        : "/signin?refused"))
                                .defaultSuccessUrl("/"))
                .logout(l ->
                        l.logoutUrl("/signout")
                                .logoutSuccessUrl("/signin?out")
                                .addLogoutHandler(signOut))
                .exceptionHandling(e ->
                        e.accessDeniedHandler((q, r, x) -> {
                            q.setAttribute("sluice.csrf", x instanceof CsrfException);
                            r.sendError(403);
                        }));
        headers(http);
        return http.build();
    }

    private static void headers(HttpSecurity http) {
        http.headers(h ->
                h.contentSecurityPolicy(c -> c.policyDirectives(POLICY))
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(p ->
                                p.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                        .crossOriginOpenerPolicy(c ->
                                c.policy(
                                        org.springframework.security.web.header.writers
                                                .CrossOriginOpenerPolicyHeaderWriter
                                                .CrossOriginOpenerPolicy.SAME_ORIGIN)));
    }

    @Bean
    CookieSerializer sessionCookie(Keys keys) {
        return new SessionCookie(keys.session());
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionLength(
            @Value("${sluice.session.idle}") Duration idle) {
        // to Spring Session, nothing or less is for ever
        if (!idle.isPositive())
            throw new IllegalStateException("sluice.session.idle has to be a time, not " + idle);
        return sessions -> sessions.setDefaultMaxInactiveInterval(idle);
    }
}
